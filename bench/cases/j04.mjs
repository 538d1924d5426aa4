// db-benchmark join 4: a table of a thousandth of the rows, by text.
export const tables = ["j_left", "j_medium"];
export const sums = ["v1", "v2"];

export const lazy = (_pl, { j_left, j_medium }) => j_left.join(j_medium, { on: "id5", how: "inner" });

export const sql = "SELECT j_left.*, j_medium.* EXCLUDE id5 FROM j_left INNER JOIN j_medium USING (id5)";
