// The order in which a round takes its samples.
import { createHash } from "node:crypto";

let rounds = 0;

/** Each time shuffled anew, so that what one leaves behind (memory it still frees, say) falls on another one; the same in every process. */
export function roundOrder(names) {
  rounds++;
  const placeOf = (name) => createHash("md5").update(`${rounds} ${name}`).digest("hex");
  return names
    .map((name) => [placeOf(name), name])
    .sort()
    .map(([, name]) => name);
}
