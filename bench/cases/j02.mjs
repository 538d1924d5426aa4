// db-benchmark join 2: a table of a thousandth of the rows.
export const tables = ["j_left", "j_medium"];
export const sums = ["v1", "v2"];

export const lazy = (_pl, { j_left, j_medium }) => j_left.join(j_medium, { on: "id2", how: "inner" });

export const sql = "SELECT j_left.*, j_medium.* EXCLUDE id2 FROM j_left INNER JOIN j_medium USING (id2)";
