/** The metadata values of GGUF, with the type that they have in the file. */

/** The scalar types whose values are JavaScript numbers. */
export type NumberType = 'uint8' | 'int8' | 'uint16' | 'int16' | 'uint32' | 'int32' | 'float32' | 'float64'

/** A list of values of one type. */
export type GgufArray =
  | { readonly type: 'array'; readonly of: NumberType; readonly value: readonly number[] }
  | { readonly type: 'array'; readonly of: 'uint64' | 'int64'; readonly value: readonly bigint[] }
  | { readonly type: 'array'; readonly of: 'bool'; readonly value: readonly boolean[] }
  | { readonly type: 'array'; readonly of: 'string'; readonly value: readonly string[] }
  | { readonly type: 'array'; readonly of: 'array'; readonly value: readonly GgufArray[] }

/** One metadata value. */
export type GgufValue =
  | { readonly type: NumberType; readonly value: number }
  | { readonly type: 'uint64' | 'int64'; readonly value: bigint }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | GgufArray

export type ScalarType = Exclude<GgufValue['type'], 'array'>

/** The number of each type in the file; the position in the list. */
const typeNames = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'bool', 'string', 'array', 'uint64', 'int64', 'float64'] as const

/** The number of a type in the file. */
export function valueTypeId(type: GgufValue['type']): number {
  return typeNames.indexOf(type)
}

/** The type with this number, undefined where there is none. */
export function valueTypeName(id: number): GgufValue['type'] | undefined {
  return typeNames[id]
}
