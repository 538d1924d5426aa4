// Results of duckdb-wasm, Arrow tables, as rows of plain values.

const TYPE_ID_DATE = 8;

export function arrowRows(table) {
  const dates = table.schema.fields.map((field) => field.type.typeId === TYPE_ID_DATE);
  const rows = table.toArray().map((row) => Object.values(row.toJSON()));
  return rows.map((row) => row.map((value, column) => (dates[column] ? new Date(value) : plain(value))));
}

/** Sums of integers are 128 bits wide. */
const plain = (value) => (ArrayBuffer.isView(value) ? BigInt(String(value)) : value);
