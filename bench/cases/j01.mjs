// db-benchmark join 1: a table of a few rows.
export const tables = ["j_left", "j_small"];
export const sums = ["v1", "v2"];

export const lazy = (_pl, { j_left, j_small }) => j_left.join(j_small, { on: "id1", how: "inner" });

export const sql = "SELECT j_left.*, j_small.* EXCLUDE id1 FROM j_left INNER JOIN j_small USING (id1)";
