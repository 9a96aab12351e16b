/** Lessons of every shape the schema allows, with texts that Markdown could take for something else. */
import fc from 'fast-check'
import type { Block, BlockId, Cell, Doc, Inline, Row, Run } from '#preload/document/schema.ts'
import { BlockId as Id, Doc as DocSchema, ImageId } from '#preload/document/schema.ts'

const hostile = [
  '![[a.png]]',
  '[[a|b]]',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~',
  '~~',
  '`',
  '``',
  '```',
  '~~~',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  '<',
  '>',
  '&',
  '&amp;',
  '&#65;',
  '|',
  '\\',
  '\\\\',
  '$',
  '$$',
  '=',
  '==',
  '===',
  ' ',
  '  ',
  '    ',
  '\t',
  '\n',
  '\n\n',
  '#',
  '# ',
  '## ',
  '- ',
  '-',
  '--',
  '---',
  '+ ',
  '* ',
  '1.',
  '1. ',
  '12) ',
  '> ',
  ': ',
  '| a | b |',
  '|-|',
  ':-:',
  '[ ] ',
  '[x] ',
  '[^1]',
  '[^1]: ',
  '[a]: b',
  '[!NOTE]',
  '<b>',
  '</b>',
  '<u>',
  '</mark>',
  '<br>',
  '<!-- ',
  '-->',
  '<table>',
  '<img src=x>',
  'http://a.b',
  'https://墨课.cn/a?b=c&d',
  'www.a.com',
  'a@b.co',
  'mailto:a@b.co',
  '“',
  '”',
  '《',
  '》',
  '，',
  '。',
  '（',
  '）',
  '——',
  '……',
  '！',
  '？',
  '：',
  '字',
  '汉字',
  'word',
  'x',
  '5',
  '10',
  '😀',
  '👨‍👩‍👧',
  '𠮷',
  'é',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\ufeff',
  '€',
  '™',
  'a_b_c',
  'f(x)',
  "'",
  '"',
  '{',
  '}',
  '%',
  '@',
  '!',
  ';',
  '~a~',
  '\u0085',
  '\u2028',
  '\f',
  '\v',
]
const badCharacters = ['\0', '\ud800', '\udc00', '\r', '\r\n']

const text = (parts: readonly string[], maxLength = 6) => fc.array(fc.constantFrom(...parts), { maxLength }).map((all) => all.join(''))
const anyText = fc.oneof(
  { weight: 12, arbitrary: text(hostile) },
  { weight: 1, arbitrary: text([...hostile, ...badCharacters]) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
)
const mark = fc.option(fc.constant(true as const), { nil: undefined, freq: 3 })
const address = fc.constantFrom(
  'https://a.b/c',
  'http://x.y/(z)?q=1&r=[2]',
  'mailto:a@b.co',
  'moke:lesson/abc123',
  'https://例子.cn/路径_*a*',
  'https://a.b/%20x\\y',
  'HTTPS://A.B/<c>',
)

/** Drops what is undefined, as the schema has it. */
const defined = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const run: fc.Arbitrary<Run> = fc
  .record({
    text: anyText,
    bold: mark,
    italic: mark,
    underline: mark,
    strike: mark,
    highlight: mark,
    code: mark,
    link: fc.option(address, { nil: undefined, freq: 6 }),
    ai: fc.option(fc.constant({ model: 'm', at: 1 }), { nil: undefined, freq: 12 }),
  })
  .map((value) => defined(value) as Run)
const plainRun: fc.Arbitrary<Run> = anyText.map((one) => ({ text: one }))

const tex = fc.oneof(
  text(
    [
      'x',
      '^2',
      '\\frac{1}{2}',
      '$',
      '\\$',
      '|',
      '\\|',
      '\\',
      '\\\\',
      ' ',
      '\n',
      '5',
      '_{i}',
      '\\text{中文 $x$}',
      '*',
      '`',
      '%',
      '&',
      '<b>',
      '\\left|a\\right|',
    ],
    5,
  ),
  // What can be read, with a sign of percent that begins no comment.
  text(['x', '=', '\n', '\n= ', '\n- ', ' % 一\n', '\\%', '\\href{https://a.cn/%E4%B8%AD}{f}', '\\url{a%b}', '\\verb|%|', '\\text{a%b\nc}'], 5),
  fc.constantFrom('E=mc^2', '\\sum_{i=1}^{n} a_i', 'a_1*b_2*c', ''),
)
const notes = ['n1', 'n2', 'n3'].map((id) => Id.parse(id))
const nothing = () => [{ text: '' }]
const object: fc.Arbitrary<Inline> = fc.oneof(
  tex.map((source): Inline => ({ type: 'formula', tex: source, children: nothing() })),
  fc.constantFrom(...notes, Id.parse('nowhere')).map((note): Inline => ({ type: 'note-mark', note, children: nothing() })),
)
const inlines: fc.Arbitrary<Inline[]> = fc
  .array(fc.oneof({ weight: 4, arbitrary: run }, { weight: 2, arbitrary: plainRun }, { weight: 1, arbitrary: object }), { maxLength: 6 })
  .map((all) => [{ text: '' }, ...all, { text: '' }])

let next = 0
const newId = (): BlockId => Id.parse(`b${(next += 1)}`)
const images = ['a', 'b'].map((letter) => ImageId.parse(letter.repeat(64)))
const span = fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined, freq: 8 })
const cell = (spans: boolean): fc.Arbitrary<Cell> =>
  fc
    .record({ colspan: spans ? span : fc.constant(undefined), rowspan: spans ? span : fc.constant(undefined), children: inlines })
    .map((value) => defined({ type: 'cell' as const, id: newId(), ...value }))
const align = fc.constantFrom('left' as const, 'center' as const, 'right' as const, null)

const regularTable: fc.Arbitrary<Block> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .chain(([columns, rows, hasHeader]) =>
    fc.record({
      type: fc.constant('table' as const),
      align: fc.array(align, { minLength: columns, maxLength: columns }),
      hasHeader: fc.constant(hasHeader),
      children: fc.array(
        fc.array(cell(false), { minLength: columns, maxLength: columns }).map((children): Row => ({ type: 'row', children })),
        { minLength: rows, maxLength: rows },
      ),
    }),
  )
  .map((value) => ({ id: newId(), ...value }))
const wildTable: fc.Arbitrary<Block> = fc
  .record({
    type: fc.constant('table' as const),
    align: fc.array(align, { minLength: 1, maxLength: 4 }),
    hasHeader: fc.boolean(),
    children: fc.array(
      fc.array(cell(true), { minLength: 1, maxLength: 3 }).map((children): Row => ({ type: 'row', children })),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map((value) => ({ id: newId(), ...value }))

const lined = <T extends object>(shape: fc.Arbitrary<T>) => fc.tuple(shape, inlines).map(([rest, children]) => ({ ...rest, id: newId(), children }))
const level = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const, 6 as const)
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 4, arbitrary: lined(fc.constant({ type: 'paragraph' as const })) },
  { weight: 2, arbitrary: lined(level.map((one) => ({ type: 'heading' as const, level: one }))) },
  {
    weight: 6,
    arbitrary: lined(
      fc
        .record({
          kind: fc.constantFrom('bullet' as const, 'number' as const, 'task' as const),
          depth: fc.integer({ min: 0, max: 4 }),
          done: mark,
          start: fc.option(fc.oneof(fc.constant('onward' as const), fc.integer({ min: 0, max: 12 })), { nil: undefined }),
        })
        .map(({ kind, depth, done, start }) => ({
          type: 'item' as const,
          kind,
          depth,
          ...(kind === 'task' && done ? { done } : {}),
          ...(kind === 'number' && start !== undefined ? { start } : {}),
        })),
    ),
  },
  { weight: 3, arbitrary: lined(fc.constant({ type: 'quote' as const })) },
  {
    weight: 3,
    arbitrary: lined(
      fc
        .constantFrom('note' as const, 'tip' as const, 'important' as const, 'warning' as const, 'caution' as const)
        .map((tone) => ({ type: 'callout' as const, tone })),
    ),
  },
  { weight: 1, arbitrary: fc.constant(null).map((): Block => ({ type: 'divider', id: newId(), children: nothing() })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyText, fc.option(fc.oneof(fc.constantFrom('js', 'c++', 'math', 'text'), text(hostile, 2)), { nil: undefined }))
      .map(([source, language]): Block => defined({ type: 'code' as const, id: newId(), language: language?.slice(0, 40), children: [{ text: source }] })),
  },
  { weight: 1, arbitrary: tex.map((source): Block => ({ type: 'formula-block', id: newId(), children: [{ text: source }] })) },
  {
    weight: 2,
    arbitrary: lined(
      fc
        .record({ image: fc.constantFrom(...images), alt: anyText, width: fc.integer({ min: -60, max: 100 }) })
        .map(({ image, alt, width }) => ({ type: 'image' as const, image, alt, ...(width < 5 ? {} : { width }) })),
    ),
  },
  { weight: 2, arbitrary: regularTable },
  { weight: 1, arbitrary: wildTable },
)

/** A lesson. Its footnotes lie at the end, as the page has them; now and then one does not. */
export const arbitraryDoc: fc.Arbitrary<Doc> = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 8 }), fc.subarray(notes), fc.array(inlines, { minLength: 3, maxLength: 3 }), fc.integer({ min: 0, max: 9 }))
  .map(([blocks, ids, texts, place]) => {
    const ends = ids.map((id, index): Block => ({ type: 'note', id, children: texts[index] ?? nothing() }))
    return DocSchema.parse(place === 0 ? [...ends, ...blocks] : [...blocks, ...ends])
  })
