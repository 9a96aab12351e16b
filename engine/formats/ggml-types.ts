/**
 * The element types of ggml: their number in GGUF, numbers per block, bytes per block. The sizes of those that
 * only llama.cpp computes with are needed to check a file and describe it.
 * Source: ggml.h (enum ggml_type) and the block structs of ggml-common.h.
 */

/** One element type of ggml. */
export interface GgmlType {
  readonly id: number
  /** Numbers that stand together; a row holds whole blocks. */
  readonly numbers: number
  readonly bytes: number
}

/** Every element type known here, by its name. */
export const GGML_TYPES = {
  F32: { id: 0, numbers: 1, bytes: 4 },
  F16: { id: 1, numbers: 1, bytes: 2 },
  Q4_0: { id: 2, numbers: 32, bytes: 18 },
  Q4_1: { id: 3, numbers: 32, bytes: 20 },
  Q5_0: { id: 6, numbers: 32, bytes: 22 },
  Q5_1: { id: 7, numbers: 32, bytes: 24 },
  Q8_0: { id: 8, numbers: 32, bytes: 34 },
  Q8_1: { id: 9, numbers: 32, bytes: 36 },
  Q2_K: { id: 10, numbers: 256, bytes: 84 },
  Q3_K: { id: 11, numbers: 256, bytes: 110 },
  Q4_K: { id: 12, numbers: 256, bytes: 144 },
  Q5_K: { id: 13, numbers: 256, bytes: 176 },
  Q6_K: { id: 14, numbers: 256, bytes: 210 },
  Q8_K: { id: 15, numbers: 256, bytes: 292 },
  IQ2_XXS: { id: 16, numbers: 256, bytes: 66 },
  IQ2_XS: { id: 17, numbers: 256, bytes: 74 },
  IQ3_XXS: { id: 18, numbers: 256, bytes: 98 },
  IQ1_S: { id: 19, numbers: 256, bytes: 50 },
  IQ4_NL: { id: 20, numbers: 32, bytes: 18 },
  IQ3_S: { id: 21, numbers: 256, bytes: 110 },
  IQ2_S: { id: 22, numbers: 256, bytes: 82 },
  IQ4_XS: { id: 23, numbers: 256, bytes: 136 },
  I8: { id: 24, numbers: 1, bytes: 1 },
  I16: { id: 25, numbers: 1, bytes: 2 },
  I32: { id: 26, numbers: 1, bytes: 4 },
  I64: { id: 27, numbers: 1, bytes: 8 },
  F64: { id: 28, numbers: 1, bytes: 8 },
  IQ1_M: { id: 29, numbers: 256, bytes: 56 },
  BF16: { id: 30, numbers: 1, bytes: 2 },
  TQ1_0: { id: 34, numbers: 256, bytes: 54 },
  TQ2_0: { id: 35, numbers: 256, bytes: 66 },
  MXFP4: { id: 39, numbers: 32, bytes: 17 },
  NVFP4: { id: 40, numbers: 64, bytes: 36 },
  Q1_0: { id: 41, numbers: 128, bytes: 18 },
} as const satisfies Record<string, GgmlType>

const byId = new Map(Object.entries(GGML_TYPES).map(([name, type]): [number, GgmlType & { readonly name: string }] => [type.id, { name, ...type }]))

/** The type with this number, or undefined where it is younger than this table. */
export function ggmlType(id: number): (GgmlType & { readonly name: string }) | undefined {
  return byId.get(id)
}
