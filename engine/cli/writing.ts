/** What `moke eval --writing` and `moke calibrate` share: works from files, and a model that suggests into them. */
import {
  type AdapterAtWork,
  type CompletionRequest,
  type CompletionSettings,
  type Completer,
  defaultSettings,
  openCompleter,
} from '#engine/completion/index.ts'
import {
  type HeldOutDocument,
  isForCalibration,
  measured,
  type MeasuredWriting,
  stretchesOf,
  type Tally,
  type Typing,
  Work,
  writeStretches,
} from '#engine/evaluation/index.ts'
import { readDocuments } from '#engine/training/index.ts'
import type { Phrases } from '#engine/phrases/index.ts'
import { noCourse, readArchive } from './archive.ts'
import { CommandError } from './command.ts'
import type { Progress } from './progress.ts'

export interface WritingOptions {
  readonly model: string
  readonly data: readonly string[]
  /** Only the documents of this language; all of them without it. */
  readonly language?: string | undefined
  /** Characters that are written in each language. */
  readonly characters: number
  readonly seed: number
  readonly typing?: Typing
  /** Files of texts that suggestions draw on. */
  readonly archive?: readonly string[]
  /** What was taught to the model. */
  readonly adapter?: AdapterAtWork | null
  readonly threads: number
  readonly signal: AbortSignal
  readonly progress: Progress
}

/** Figures of one language, over all and by class. */
export interface LanguageFigures {
  readonly all: MeasuredWriting
  readonly byClass: ReadonlyMap<string, MeasuredWriting>
}

/** The works of files by their language: those for calibrating, or the others. Throws CommandError where there is none. */
export async function worksOf(
  files: readonly string[],
  forCalibration: boolean,
  { language: only, signal }: { readonly language?: string | undefined; readonly signal: AbortSignal },
): Promise<Map<string, Work[]>> {
  const works = new Map<string, Work[]>()
  for (const file of files)
    for await (const document of readDocuments(file)) {
      signal.throwIfAborted()
      const language = languageOf(document)
      if (isForCalibration(document) !== forCalibration || (only !== undefined && language !== only)) continue
      const known = works.get(language) ?? []
      known.push(new Work({ ...document, language }))
      works.set(language, known)
    }
  if (works.size === 0)
    throw new CommandError(
      `${files.join(', ')}: no document${only === undefined ? '' : ` of the language ${JSON.stringify(only)}`} is for ${forCalibration ? 'calibrating' : 'judging'}; give more of them.`,
    )
  return works
}

function languageOf({ language, text }: HeldOutDocument): string {
  if (language !== '') return language
  return /\p{Script=Han}/u.test(text.slice(0, 2000)) ? 'zh' : 'en'
}

/** Opens a model and hands it to `work`; closes it after that. */
export async function withModel<T>(
  { model, adapter = null, threads, progress }: WritingOptions,
  settings: Partial<CompletionSettings>,
  work: (completer: Completer) => Promise<T>,
  memory: Phrases | null = null,
): Promise<T> {
  const completer = await openCompleter({
    path: model,
    adapter,
    device: 'cpu',
    threads: { writing: threads, reading: threads },
    settings,
    memory,
    log: (message) => progress.note(message.trimEnd()),
  })
  await using _ = completer
  return await work(completer)
}

/** Writes held-out works with a model's suggestions, language by language. */
export async function measureWriting(options: WritingOptions): Promise<{ isCalibrated: boolean; languages: ReadonlyMap<string, LanguageFigures> }> {
  const { data, signal, progress } = options
  const works = await worksOf(data, false, options)
  const memory = await readArchive(options.archive ?? [], signal)
  const writeAll = async (completer: Completer) => {
    const languages = new Map<string, LanguageFigures>()
    for (const [language, ofLanguage] of [...works].sort(([a], [b]) => (a < b ? 1 : -1))) {
      const stretches = stretchesOf(ofLanguage, options)
      const tallies: { readonly className: string; readonly tally: Tally }[] = []
      const asked = (question: CompletionRequest): CompletionRequest => ({ ...question, ...(memory && { recall: noCourse }) })
      const show = () => progress.update(`${language}: ${tallies.length} of ${stretches.length} stretches`)
      show()
      for await (const tally of writeStretches(stretches, completer, { signal, asked, ...(options.typing && { typing: options.typing }) })) {
        tallies.push({ className: stretches[tallies.length]?.work.className ?? '', tally })
        show()
      }
      languages.set(language, figuresOf(tallies))
    }
    return { isCalibrated: completer.model.isCalibrated, languages }
  }
  return withModel(options, {}, writeAll, memory)
}

function figuresOf(tallies: readonly { readonly className: string; readonly tally: Tally }[]): LanguageFigures {
  const names = [...new Set(tallies.map(({ className }) => className))].sort()
  const only = (name: string) => measured(tallies.filter(({ className }) => className === name).map(({ tally }) => tally))
  return { all: measured(tallies.map(({ tally }) => tally)), byClass: new Map(names.map((name) => [name, only(name)])) }
}

/**
 * All that the model has, however unlikely, for calibrating: what is less likely still is never worth showing. As many lengths on every
 * computer, so that what is learnt does not depend on how quick this one is.
 */
export const unjudged: Partial<CompletionSettings> = {
  calibration: null,
  speakAbove: 0.02,
  continueAbove: 0.01,
  fitsAbove: -Infinity,
  lengths: defaultSettings.lengths,
}
