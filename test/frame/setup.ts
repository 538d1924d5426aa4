import { instance, setInstanceFactory } from "../../src/kernels/index.js";
import { heap } from "../column/heap.js";

setInstanceFactory(() => ({ heap, kernels: heap.exports as never }));

export const bytesInUse = (): number => instance().heap.exports.bytes_in_use();
