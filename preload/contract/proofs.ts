/** What an adapter proved to be worth on works of which it learnt nothing, as all sides speak of it. */
import { z } from '#preload/document/zod.ts'

const count = z.number().int().min(0)
const share = z.number().min(0).max(1)

/** A share with its standard error, by drawing what was measured again; null where there is too little to tell. */
const MeasuredShare = z.strictObject({ value: share, error: z.number().min(0).nullable() })

/** What writing with suggestions is, by the simulated author of the writing evaluation. */
export const ProvedWriting = z.strictObject({
  /** Of the characters, that need not be typed. */
  saved: MeasuredShare,
  /** Of the suggestions shown, whose first word was right. */
  precision: MeasuredShare,
  /** Suggestions that were shown. */
  shown: count,
})
export type ProvedWriting = z.infer<typeof ProvedWriting>

/** What was generated, and stands word by word in a learnt work. `work`: one it stands in. */
export const RecitedPassage = z.strictObject({ work: z.string(), title: z.string(), text: z.string().max(1000) })
export type RecitedPassage = z.infer<typeof RecitedPassage>

export const Recital = z.strictObject({
  /** Of all windows of 20 characters that were generated, those found in learnt works. Blanks do not count as characters. */
  share,
  /** The same of those that stand in no more than two works, copies of one counting as one: what stands in more is how the author says things. */
  own: share,
  /** Characters of the longest run of these; one of more than 60 counts wherever it stands. */
  longest: count,
  /** The longest runs. */
  passages: z.array(RecitedPassage).max(5),
})
export type Recital = z.infer<typeof Recital>

/**
 * Of continuations of held-out works, the mean share of rows of four characters (words, in letters) that each said before: rep-4. `author`: of
 * what stands there in the work. `error`: of the rise, place by place.
 */
export const Repetition = z.strictObject({ before: share, after: share, author: share.nullable(), error: z.number().min(0).nullable(), places: count })
export type Repetition = z.infer<typeof Repetition>

/** How one of the author's works goes on, three times. `opening` ends where the others begin. */
export const Continuation = z.strictObject({
  work: z.string(),
  title: z.string(),
  opening: z.string().max(1000),
  truth: z.string().max(1000),
  before: z.string().max(1000),
  after: z.string().max(1000),
})
export type Continuation = z.infer<typeof Continuation>

/**
 * `better`; `little`: hardly better; `worse`: not better; `forgets`: general language suffers; `recites`: it says learnt works again word by
 * word. The worst that is true.
 */
export const ProofVerdict = z.enum(['better', 'little', 'worse', 'forgets', 'recites'])
export type ProofVerdict = z.infer<typeof ProofVerdict>

const sides = <S extends z.ZodType>(of: S) => z.strictObject({ before: of, after: of })
/** Bits per character. */
const bits = z.number().min(0)

export const Proof = z.strictObject({
  version: z.literal(1),
  /** In ms since 1970, and seconds that it took. */
  at: z.number(),
  seconds: z.number(),
  /** Held-out works that it stands on, with all their characters, and how many of these each figure is of: whole works or stretches, drawn by the seed. */
  heldOut: z.strictObject({ works: count, characters: count, read: count, written: count, seed: count }),
  bitsPerCharacter: sides(bits),
  /** Null where works are too short to be written with suggestions. */
  writing: sides(ProvedWriting).nullable(),
  /** How the share that is saved changed, with the error of that change, stretch by stretch; not of a proof by an earlier version. */
  savedChange: z
    .strictObject({ value: z.number(), error: z.number().min(0).nullable() })
    .nullable()
    .optional(),
  /** General text, in bits per character too: what else was forgotten. */
  general: z.strictObject({ ...sides(bits).shape, characters: count }),
  /** Null where none of the learnt works is there any more. */
  recital: z.strictObject({ ...sides(Recital).shape, characters: count, isAlarming: z.boolean() }).nullable(),
  /** How far continuations go round in circles; not of a proof by an earlier version. Null where they are too short to tell. */
  repetition: Repetition.nullable().optional(),
  continuations: z.array(Continuation).max(10),
  verdict: ProofVerdict,
  /** Whether it is to be offered; what made things worse is used only if the author insists. */
  isWorthUsing: z.boolean(),
})
export type Proof = z.infer<typeof Proof>

/** What is done for a proof at the moment; all but `texts` is done by the base, then with the adapter. */
export const ProofStage = z.enum(['texts', 'bits', 'writing', 'recital', 'continuations'])
export type ProofStage = z.infer<typeof ProofStage>
