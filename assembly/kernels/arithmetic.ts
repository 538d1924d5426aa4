// add, sub, mul of all numeric types (integers wrap) and div of floats. Signed and unsigned forms compile to one function.

// @ts-ignore: decorator
@inline const ADD = 0;
// @ts-ignore: decorator
@inline const SUB = 1;
// @ts-ignore: decorator
@inline const MUL = 2;
// @ts-ignore: decorator
@inline const DIV = 3;

// @ts-ignore: decorator
@inline function apply<T>(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return v128.add<T>(x, y);
  if (op == SUB) return v128.sub<T>(x, y);
  if (isFloat<T>()) return op == MUL ? v128.mul<T>(x, y) : v128.div<T>(x, y);
  if (sizeof<T>() == 1) {
    const low = i16x8.extmul_low_i8x16_u(x, y), high = i16x8.extmul_high_i8x16_u(x, y);
    return i8x16.shuffle(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  } else return v128.mul<T>(x, y);
}

// @ts-ignore: decorator
@inline function vv<T>(op: i32, a: usize, b: usize, out: usize, rows: i32): void {
  const bytes = <usize>rows * sizeof<T>();
  for (let at: usize = 0; at < bytes; at += 64) {
    const x = a + at, y = b + at, z = out + at;
    v128.store(z, apply<T>(op, v128.load(x), v128.load(y)));
    v128.store(z, apply<T>(op, v128.load(x, 16), v128.load(y, 16)), 16);
    v128.store(z, apply<T>(op, v128.load(x, 32), v128.load(y, 32)), 32);
    v128.store(z, apply<T>(op, v128.load(x, 48), v128.load(y, 48)), 48);
  }
}

// @ts-ignore: decorator
@inline function vs<T>(op: i32, a: usize, b: usize, out: usize, rows: i32): void {
  const bytes = <usize>rows * sizeof<T>();
  const y = v128.splat<T>(load<T>(b));
  for (let at: usize = 0; at < bytes; at += 64) {
    const x = a + at, z = out + at;
    v128.store(z, apply<T>(op, v128.load(x), y));
    v128.store(z, apply<T>(op, v128.load(x, 16), y), 16);
    v128.store(z, apply<T>(op, v128.load(x, 32), y), 32);
    v128.store(z, apply<T>(op, v128.load(x, 48), y), 48);
  }
}

// @ts-ignore: decorator
@inline function sv<T>(op: i32, a: usize, b: usize, out: usize, rows: i32): void {
  const bytes = <usize>rows * sizeof<T>();
  const x = v128.splat<T>(load<T>(a));
  for (let at: usize = 0; at < bytes; at += 64) {
    const y = b + at, z = out + at;
    v128.store(z, apply<T>(op, x, v128.load(y)));
    v128.store(z, apply<T>(op, x, v128.load(y, 16)), 16);
    v128.store(z, apply<T>(op, x, v128.load(y, 32)), 32);
    v128.store(z, apply<T>(op, x, v128.load(y, 48)), 48);
  }
}

export function add_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i8>(ADD, a, b, out, rows); }
export function add_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i8>(ADD, a, b, out, rows); }
export function add_i8_sv(a: usize, b: usize, out: usize, rows: i32): void { add_i8_vs(b, a, out, rows); }
export function add_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i16>(ADD, a, b, out, rows); }
export function add_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i16>(ADD, a, b, out, rows); }
export function add_i16_sv(a: usize, b: usize, out: usize, rows: i32): void { add_i16_vs(b, a, out, rows); }
export function add_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i32>(ADD, a, b, out, rows); }
export function add_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i32>(ADD, a, b, out, rows); }
export function add_i32_sv(a: usize, b: usize, out: usize, rows: i32): void { add_i32_vs(b, a, out, rows); }
export function add_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i64>(ADD, a, b, out, rows); }
export function add_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i64>(ADD, a, b, out, rows); }
export function add_i64_sv(a: usize, b: usize, out: usize, rows: i32): void { add_i64_vs(b, a, out, rows); }
export function add_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u8>(ADD, a, b, out, rows); }
export function add_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u8>(ADD, a, b, out, rows); }
export function add_u8_sv(a: usize, b: usize, out: usize, rows: i32): void { add_u8_vs(b, a, out, rows); }
export function add_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u16>(ADD, a, b, out, rows); }
export function add_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u16>(ADD, a, b, out, rows); }
export function add_u16_sv(a: usize, b: usize, out: usize, rows: i32): void { add_u16_vs(b, a, out, rows); }
export function add_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u32>(ADD, a, b, out, rows); }
export function add_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u32>(ADD, a, b, out, rows); }
export function add_u32_sv(a: usize, b: usize, out: usize, rows: i32): void { add_u32_vs(b, a, out, rows); }
export function add_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u64>(ADD, a, b, out, rows); }
export function add_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u64>(ADD, a, b, out, rows); }
export function add_u64_sv(a: usize, b: usize, out: usize, rows: i32): void { add_u64_vs(b, a, out, rows); }
export function add_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f32>(ADD, a, b, out, rows); }
export function add_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f32>(ADD, a, b, out, rows); }
export function add_f32_sv(a: usize, b: usize, out: usize, rows: i32): void { add_f32_vs(b, a, out, rows); }
export function add_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f64>(ADD, a, b, out, rows); }
export function add_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f64>(ADD, a, b, out, rows); }
export function add_f64_sv(a: usize, b: usize, out: usize, rows: i32): void { add_f64_vs(b, a, out, rows); }

export function sub_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i8>(SUB, a, b, out, rows); }
export function sub_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i8>(SUB, a, b, out, rows); }
export function sub_i8_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<i8>(SUB, a, b, out, rows); }
export function sub_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i16>(SUB, a, b, out, rows); }
export function sub_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i16>(SUB, a, b, out, rows); }
export function sub_i16_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<i16>(SUB, a, b, out, rows); }
export function sub_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i32>(SUB, a, b, out, rows); }
export function sub_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i32>(SUB, a, b, out, rows); }
export function sub_i32_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<i32>(SUB, a, b, out, rows); }
export function sub_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i64>(SUB, a, b, out, rows); }
export function sub_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i64>(SUB, a, b, out, rows); }
export function sub_i64_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<i64>(SUB, a, b, out, rows); }
export function sub_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u8>(SUB, a, b, out, rows); }
export function sub_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u8>(SUB, a, b, out, rows); }
export function sub_u8_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<u8>(SUB, a, b, out, rows); }
export function sub_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u16>(SUB, a, b, out, rows); }
export function sub_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u16>(SUB, a, b, out, rows); }
export function sub_u16_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<u16>(SUB, a, b, out, rows); }
export function sub_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u32>(SUB, a, b, out, rows); }
export function sub_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u32>(SUB, a, b, out, rows); }
export function sub_u32_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<u32>(SUB, a, b, out, rows); }
export function sub_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u64>(SUB, a, b, out, rows); }
export function sub_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u64>(SUB, a, b, out, rows); }
export function sub_u64_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<u64>(SUB, a, b, out, rows); }
export function sub_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f32>(SUB, a, b, out, rows); }
export function sub_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f32>(SUB, a, b, out, rows); }
export function sub_f32_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<f32>(SUB, a, b, out, rows); }
export function sub_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f64>(SUB, a, b, out, rows); }
export function sub_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f64>(SUB, a, b, out, rows); }
export function sub_f64_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<f64>(SUB, a, b, out, rows); }

export function mul_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i8>(MUL, a, b, out, rows); }
export function mul_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i8>(MUL, a, b, out, rows); }
export function mul_i8_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_i8_vs(b, a, out, rows); }
export function mul_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i16>(MUL, a, b, out, rows); }
export function mul_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i16>(MUL, a, b, out, rows); }
export function mul_i16_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_i16_vs(b, a, out, rows); }
export function mul_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i32>(MUL, a, b, out, rows); }
export function mul_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i32>(MUL, a, b, out, rows); }
export function mul_i32_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_i32_vs(b, a, out, rows); }
export function mul_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<i64>(MUL, a, b, out, rows); }
export function mul_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<i64>(MUL, a, b, out, rows); }
export function mul_i64_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_i64_vs(b, a, out, rows); }
export function mul_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u8>(MUL, a, b, out, rows); }
export function mul_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u8>(MUL, a, b, out, rows); }
export function mul_u8_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_u8_vs(b, a, out, rows); }
export function mul_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u16>(MUL, a, b, out, rows); }
export function mul_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u16>(MUL, a, b, out, rows); }
export function mul_u16_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_u16_vs(b, a, out, rows); }
export function mul_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u32>(MUL, a, b, out, rows); }
export function mul_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u32>(MUL, a, b, out, rows); }
export function mul_u32_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_u32_vs(b, a, out, rows); }
export function mul_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<u64>(MUL, a, b, out, rows); }
export function mul_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<u64>(MUL, a, b, out, rows); }
export function mul_u64_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_u64_vs(b, a, out, rows); }
export function mul_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f32>(MUL, a, b, out, rows); }
export function mul_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f32>(MUL, a, b, out, rows); }
export function mul_f32_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_f32_vs(b, a, out, rows); }
export function mul_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f64>(MUL, a, b, out, rows); }
export function mul_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f64>(MUL, a, b, out, rows); }
export function mul_f64_sv(a: usize, b: usize, out: usize, rows: i32): void { mul_f64_vs(b, a, out, rows); }

export function div_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f32>(DIV, a, b, out, rows); }
export function div_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f32>(DIV, a, b, out, rows); }
export function div_f32_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<f32>(DIV, a, b, out, rows); }
export function div_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { vv<f64>(DIV, a, b, out, rows); }
export function div_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { vs<f64>(DIV, a, b, out, rows); }
export function div_f64_sv(a: usize, b: usize, out: usize, rows: i32): void { sv<f64>(DIV, a, b, out, rows); }
