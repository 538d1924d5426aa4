// What decoders return: OK, or why a page can't be read. src/io/parquet/decode-error.ts has the words.

export const OK: i32 = 0;
/** The page header is not what Thrift's compact protocol allows, or misses what is needed. */
export const BAD_HEADER: i32 = -1;
/** The chunk ends before all its rows. */
export const ENDS_EARLY: i32 = -2;
/** The page is longer than what is left of the chunk, or its parts are longer than the page. */
export const BAD_SIZE: i32 = -3;
/** The codec's data is damaged, or comes to another size than the header says. */
export const BAD_COMPRESSION: i32 = -4;
export const UNKNOWN_CODEC: i32 = -5;
/** An encoding that is unknown, or that does not go with the column's type. */
export const UNKNOWN_ENCODING: i32 = -6;
/** Definition levels end early or make no sense. */
export const BAD_LEVELS: i32 = -7;
/** Values end early or make no sense. */
export const BAD_VALUES: i32 = -8;
/** An index that the dictionary does not have, or no dictionary. */
export const BAD_INDEX: i32 = -9;
/** An INT96 time that nanoseconds in 64 bits can't express. */
export const OUT_OF_RANGE: i32 = -10;
export const OUT_OF_MEMORY: i32 = -11;
