export interface Answer {
  readonly text: string;
  readonly threads: number;
}
export interface Failure {
  readonly name: string;
  readonly message: string;
}
type Inputs = Readonly<Record<string, string | URL | Blob | Uint8Array>>;

export const TPCH: readonly string[];
export function answer(name: string, inputs: Inputs, threads: number): Promise<Answer>;
export function failure(name: string, inputs: Inputs, threads: number): Promise<Failure | undefined>;
export function cancelled(name: string, inputs: Inputs, threads: number): Promise<Failure | undefined>;
export function damaged(bytes: Uint8Array): Uint8Array;
