/** `moke eval --middle`: what a model suggests in the middle of a text, and whether the text goes on from it. */
import type { Completer, CompletionRequest, CompletionSettings } from '#engine/completion/index.ts'
import { fillIn, fittingOf, type GainBehind, gapsOf, lastPart, leastGain, type MiddleTally, type Offer, tallyOf, type Way } from '#engine/evaluation/index.ts'
import type { CommandContext } from './command.ts'
import { withModel, worksOf, type WritingOptions } from './writing.ts'

export type MiddleOptions = Omit<WritingOptions, 'characters' | 'typing'> & { readonly places: number; readonly judge: string | undefined }

const ways: Readonly<Record<string, Way>> = {
  'a gap, by itself': {},
  'a gap, asked for': { candidate: 1 },
  'a whole sentence, by itself': { isWhole: true },
  'a whole sentence, asked for': { isWhole: true, candidate: 1 },
}
const settings: Readonly<Record<string, Partial<CompletionSettings>>> = { '': {}, 'what follows not weighed': { fitsAbove: null } }
/** The judge reads so much of the text before a gap. */
const judgedCharacters = 200

type Gaps = ReadonlyMap<string, ReturnType<typeof gapsOf>>

/** What was offered in one way, and how it is called; `isWhole`: nothing was taken out. */
interface Offered {
  readonly language: string
  readonly name: string
  readonly isWhole: boolean
  readonly offers: readonly Offer[]
}

/** A tally; `found`: null where nothing was taken out; `fitting`: what follows goes on from so many, null without a judge. */
interface Judged extends Omit<MiddleTally, 'found'> {
  readonly language: string
  readonly name: string
  readonly found: number | null
  readonly fitting: number | null
}

/** Measures, and puts out the figures. */
export async function middleFigures({ places, judge, ...options }: MiddleOptions, output: CommandContext['output']): Promise<void> {
  const works = await worksOf(options.data, false, options)
  const gaps: Gaps = new Map([...works].map(([language, ofLanguage]) => [language, gapsOf(ofLanguage, { places, seed: options.seed })]))
  const offered: Offered[] = []
  let fillsIn = false
  for (const [name, changed] of Object.entries(settings))
    await withModel({ ...options, characters: 0 }, changed, async (completer) => {
      fillsIn = completer.model.fillsIn
      offered.push(...(await offersOf(completer, gaps, name, options)))
    })
  const judged =
    judge === undefined
      ? offered.map((one) => judgedAs(one, null))
      : await withModel({ ...options, model: judge, characters: 0 }, {}, (completer) => judgedBy(completer, offered, gaps, options))
  output({ fillsIn, figures: judged }, table(judged))
}

async function offersOf(completer: Completer, gaps: Gaps, name: string, { signal, progress }: Pick<MiddleOptions, 'signal' | 'progress'>): Promise<Offered[]> {
  const offered: Offered[] = []
  const suggest = async (question: CompletionRequest) => {
    signal.throwIfAborted()
    return (await lastPart(completer, question, signal)).text
  }
  for (const [language, ofLanguage] of gaps)
    for (const [way, how] of Object.entries(ways)) {
      progress.update(`${language}: ${way}`)
      const called = [way, name].filter((part) => part !== '').join(', ')
      offered.push({ language, name: called, isWhole: how.isWhole ?? false, offers: await fillIn(ofLanguage, suggest, how) })
    }
  return offered
}

async function judgedBy(
  completer: Completer,
  offered: readonly Offered[],
  gaps: Gaps,
  { signal, progress }: Pick<MiddleOptions, 'signal' | 'progress'>,
): Promise<Judged[]> {
  const gainBehind: GainBehind = (text, question) =>
    completer.gainBehind(text, { ...question, headings: [], before: question.before.slice(-judgedCharacters) }, signal)
  const least = new Map<string, number>()
  for (const [language, ofLanguage] of gaps) least.set(language, await leastGain(ofLanguage, gainBehind))
  const judged: Judged[] = []
  for (const one of offered) {
    const { language, name, offers } = one
    progress.update(`judging ${language}: ${name}`)
    judged.push(judgedAs(one, await fittingOf(offers, least.get(language) ?? 0, gainBehind)))
  }
  return judged
}

/** Where nothing was taken out, the first word that “belongs there” is what follows: saying it is saying it again. */
function judgedAs({ language, name, isWhole, offers }: Offered, fitting: number | null): Judged {
  const { found, ...tally } = tallyOf(offers)
  return { language, name, ...tally, found: isWhole ? null : found, fitting }
}

function table(judged: readonly Judged[]): string {
  return ['places  shown  first words right  repeated  goes on', ...judged.map(row)].join('\n')
}

function row({ language, name, asked, shown, found, repeated, fitting }: Judged): string {
  const cells = [String(asked).padStart(6), String(shown).padStart(5), numberOrDash(found).padStart(17), String(repeated).padStart(8)]
  return [...cells, numberOrDash(fitting).padStart(7), `${language}: ${name}`].join('  ')
}

function numberOrDash(count: number | null): string {
  return count === null ? '–' : String(count)
}
