// Where an expression stands, for errors: ends every message about it as "in: FILTER col("prce") > 3".

/** Made only when there is an error to tell. */
export type Place = () => string;

export function at(place: Place | undefined): string {
  return place === undefined ? "" : `\n  in: ${place()}`;
}
