// db-benchmark join 5: two tables of equally many rows.
export const tables = ["j_left", "j_big"];
export const sums = ["v1", "v2"];

export const lazy = (_pl, { j_left, j_big }) => j_left.join(j_big, { on: "id3", how: "inner" });

export const sql = "SELECT j_left.*, j_big.* EXCLUDE id3 FROM j_left INNER JOIN j_big USING (id3)";
