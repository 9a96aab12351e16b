/** Completing with published weights: what an author sees whatever model they bring. `npm run test:models` fetches the files. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Superseded } from '#engine/completion/completion-error.ts'
import { describeModel, type Completer, type CompletionPart, type CompletionRequest, type CompletionSettings, openCompleter } from '#engine/completion/index.ts'
import { LlamaSequence } from '#engine/completion/llama-model.ts'
import { realModels, realModelsFolder } from '../../scripts/real-models.mjs'
import { chinese, english, type Lesson, temptations } from './lessons.ts'

const subjects = [
  { file: 'gemma-3-270m-q4_k_m.gguf', kind: 'base', lessons: [chinese, english] },
  { file: 'SmolLM2-135M-Instruct.Q4_1.gguf', kind: 'instruction-tuned', lessons: [english] },
].map((subject) => ({ ...subject, path: join(realModelsFolder, subject.file) }))

const never = new AbortController().signal
const { append } = LlamaSequence.prototype
afterEach(() => void vi.restoreAllMocks())

/** Tokens of a step in which a model writes, at most: the newest one and what was looked up to go with it. Reading takes more at once. */
const most = 8

/** The steps that a model takes from now on. `before` each one, with its tokens and how many were written with it, says whether to give up. */
function stepsOf(before: (tokens: number, written: number) => unknown): { isGiven: boolean }[] {
  vi.restoreAllMocks()
  const steps: { isGiven: boolean }[] = []
  let written = 0
  vi.spyOn(LlamaSequence.prototype, 'append').mockImplementation(async function (this: LlamaSequence, ...step) {
    if (step[0].length <= most) written++
    steps.push({ isGiven: before(step[0].length, written) !== false })
    return append.apply(this, step)
  })
  return steps
}
/** As far as a model will go, however unsure it is. */
const talkative: Partial<CompletionSettings> = { reach: 'sentence', characters: 80, tokens: 32, speakAbove: 0, offerAbove: 0, continueAbove: 0 }

const open = (path: string, settings: Partial<CompletionSettings>) => openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 }, settings })

function request({ titles }: Lesson, before: string, part: Partial<CompletionRequest> = {}): CompletionRequest {
  return { ...titles, headings: [], before, after: '', block: 'paragraph', candidate: 0, ...part }
}

async function last(completer: Completer, asked: CompletionRequest, signal = never): Promise<CompletionPart> {
  let part: CompletionPart | null = null
  for await (const next of completer.complete(asked, signal)) part = next
  if (!part) throw new Error('a request is always answered')
  return part
}

const chat = /^\s*(当然|好的|没问题|以下是|Sure|Certainly|Of course|I'd be happy|Here is|Here are)/i
/** Marks of Markdown and of the model's own, halves of characters and controls: nothing of it can stand in a block's text. */
const noText = /```|\*\*|<[^<>]*>|<\||\[multimodal\]|\p{Cc}|\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u
/** What would make a new block another one. */
const blockMark = /^\s*(#|>|[-*+] |\d+[.)] )/
const firstWord = (text: string) => [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.trimStart())][0]?.segment ?? ''

const absent = realModels.map(({ file }) => file).filter((file) => !existsSync(join(realModelsFolder, file)))
if (absent.length > 0) test.skip(`it completes with ${absent.join(' and ')} (npm run test:models fetches what is missing)`)

for (const { file, kind, path, lessons } of subjects.filter((subject) => existsSync(subject.path)))
  describe(`${file}, ${kind}`, () => {
    let usual: Completer
    let talking: Completer
    beforeAll(async () => {
      usual = await open(path, { speakAbove: 0, continueAbove: 0, offerAbove: 0 })
      talking = await open(path, talkative)
    })
    afterAll(async () => {
      await usual[Symbol.asyncDispose]()
      await talking[Symbol.asyncDispose]()
    })

    test('its file says which of the two it is, and what it takes, before it is loaded', async () => {
      const { isInstruct, memory } = await describeModel(path)
      expect(isInstruct).toBe(kind === 'instruction-tuned')
      expect(usual.model).toMatchObject({ isInstruct, memory })
    })

    describe.each(lessons)('$language', (lesson) => {
      test('it goes on with the author’s text, in its language', async () => {
        for (const before of lesson.beginnings) {
          const { text } = await last(talking, request(lesson, before))
          expect(text, before).toMatch(lesson.letters)
          expect(text, before).not.toMatch(chat)
          expect(text, before).not.toMatch(noText)
        }
      })

      test('it knows what the titles say', async () => {
        const { text: named } = await last(usual, request(lesson, lesson.untitled))
        const { text: unnamed } = await last(usual, { ...request(lesson, lesson.untitled), course: '', chapter: '', lesson: '' })
        expect(named).toContain(lesson.title)
        expect(unnamed).not.toContain(lesson.title)
      })

      test('its candidates begin with different words', async () => {
        for (const before of lesson.beginnings) {
          const texts: string[] = []
          for (let candidate = 0; candidate < 6; candidate++) texts.push((await last(usual, request(lesson, before, { candidate }))).text)
          const words = texts.filter((text) => text !== '').map(firstWord)
          expect(words.length).toBeGreaterThan(2)
          expect(new Set(words).size, texts.join('|')).toBe(words.length)
        }
      })

      test('its probabilities are such, and the same when the text is evaluated again', async () => {
        const [before = '', other = ''] = lesson.beginnings
        const first = await last(usual, request(lesson, before))
        await last(usual, request(lesson, other))
        const again = await last(usual, { ...request(lesson, before), course: '', chapter: '', lesson: '' })
        expect(again.evaluatedTokens).toBeGreaterThan(10)
        const { tokens, evaluatedTokens, promptTokens } = await last(usual, request(lesson, before))
        expect(evaluatedTokens).toBeGreaterThan(promptTokens / 2)
        expect(tokens.map(({ text }) => text)).toEqual(first.tokens.map(({ text }) => text))
        for (const [at, { probability }] of tokens.entries()) {
          expect(probability).toBeGreaterThan(0)
          expect(probability).toBeLessThanOrEqual(1)
          expect(probability).toBeCloseTo(first.tokens[at]?.probability ?? -1, 1)
        }
      })

      test('it goes on after an accepted word as it would have without', async () => {
        for (const before of lesson.beginnings) {
          const { text } = await last(usual, request(lesson, before))
          const word = firstWord(text)
          const accepted = text.slice(0, text.indexOf(word) + word.length)
          const rest = await last(usual, request(lesson, before + accepted))
          expect(accepted + rest.text, before).toContain(text.replace(/\p{P}+$/u, ''))
        }
      })

      test('it finishes a word wherever the author is in it', async () => {
        const { sentence, word, after } = lesson.typed
        for (let length = 1; length <= word.length; length++) {
          const { text } = await last(usual, request(lesson, sentence + word.slice(0, length)))
          expect(text, word.slice(0, length)).toMatch(new RegExp(`^${word.slice(length)}${after}`))
        }
        expect((await last(usual, request(lesson, sentence))).text).not.toMatch(/^\s/)
      })

      test('it never answers, nor writes marks of Markdown or of its own', async () => {
        for (const before of [...temptations, ...lesson.beginnings])
          for (const candidate of [0, 1, 2, 3]) {
            const { text } = await last(talking, request(lesson, before, { candidate }))
            expect(text, before).not.toMatch(chat)
            expect(text, before).not.toMatch(noText)
            if (before.endsWith('\n')) expect(text, before).not.toMatch(blockMark)
          }
      })

      test('a keystroke evaluates its own tokens, typing along none, deleting no more than was healed', async () => {
        await using completer = await open(path, { speakAbove: 0, continueAbove: 0, tokens: 1 })
        const [before = '', ...others] = lesson.beginnings
        const typed = Array.from(others.join('')).slice(0, 60)
        await last(completer, request(lesson, before))
        const costs: number[] = []
        for (const at of typed.keys()) costs.push((await last(completer, request(lesson, before + typed.slice(0, at + 1).join('')))).evaluatedTokens)
        expect(Math.max(...costs)).toBeLessThanOrEqual(lesson.tokensPerKey)
        const deleted: number[] = []
        for (let length = typed.length - 1; length > typed.length - 12; length--)
          deleted.push((await last(completer, request(lesson, before + typed.slice(0, length).join('')))).evaluatedTokens)
        expect(Math.max(...deleted)).toBeLessThanOrEqual(lesson.tokensPerKey)
      })

      test('typing along its suggestion evaluates nothing that it has not written anew', async () => {
        for (const before of lesson.beginnings) {
          const { text, tokens } = await last(usual, request(lesson, before))
          const first = tokens[0]?.text ?? ''
          const along = await last(usual, request(lesson, before + first))
          // A mark alone is not worth showing.
          expect(first + along.text, before).toContain(text.replace(/\p{P}+$/u, ''))
          // What is new is what it writes in place of such a mark.
          expect(along.evaluatedTokens, before).toBeLessThanOrEqual(2)
        }
      })

      test('it is given up within one token, writing and reading', async () => {
        const long = lesson.beginnings.join('').repeat(3)
        for (const [what, before, isDue] of [
          ['reading', long, (tokens: number) => tokens > most],
          ['writing', long, (tokens: number) => tokens <= most],
          ['writing the third token', `${long}${lesson.beginnings[0]}`, (tokens: number, written: number) => tokens <= most && written === 3],
        ] as const) {
          const given = new AbortController()
          const steps = stepsOf((tokens, written) => isDue(tokens, written) && given.abort())
          await expect(last(talking, request(lesson, before), given.signal), what).rejects.toBeInstanceOf(Superseded)
          // The step under way is taken, and none after it.
          expect(steps.map(({ isGiven }) => isGiven).indexOf(true), what).toBe(steps.length - 1)
        }
      })
    })
  })
