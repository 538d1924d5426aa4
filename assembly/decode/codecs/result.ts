// What a decompressor returns instead of the number of bytes it wrote.

/** The bytes are not what the codec writes, or they are cut off, or they come to more than the destination holds. */
export const DAMAGED: i32 = -1;
/** The codec, or the feature of it that the bytes ask for, is not one that is decoded here. */
export const UNSUPPORTED: i32 = -2;
