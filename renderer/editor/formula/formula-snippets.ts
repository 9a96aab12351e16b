/** Pieces of TeX that can be put into a formula's source by a click. `|` is where the caret then stands, and where what was selected goes. */
import type { TextKey } from '#renderer/ui/translate.ts'
import { Editor, Range, Transforms } from 'slate'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

export interface Snippet {
  /** The formula that shows what it makes. */
  readonly sign: string
  readonly tex: string
  /** What it is called; a letter is called as its command. */
  readonly name: TextKey | null
}

const named = (sign: string, tex: string, name: TextKey): Snippet => ({ sign, tex, name })
const letters = (...commands: string[]): Snippet[] => commands.map((command) => ({ sign: command, tex: `${command} |`, name: null }))

/** Groups of snippets, in the order in which they are shown. */
export const snippetGroups: readonly { readonly name: TextKey; readonly snippets: readonly Snippet[] }[] = [
  {
    name: 'formula.structures',
    snippets: [
      named('\\frac{a}{b}', '\\frac{|}{}', 'formula.fraction'),
      named('\\sqrt{x}', '\\sqrt{|}', 'formula.root'),
      named('\\sqrt[n]{x}', '\\sqrt[n]{|}', 'formula.nth-root'),
      named('x^n', '^{|}', 'formula.superscript'),
      named('x_n', '_{|}', 'formula.subscript'),
      named('\\sum', '\\sum_{|}^{}', 'formula.sum'),
      named('\\prod', '\\prod_{|}^{}', 'formula.product'),
      named('\\int', '\\int_{|}^{}', 'formula.integral'),
      named('\\lim', '\\lim_{|}', 'formula.limit'),
      named('\\bar x', '\\bar{|}', 'formula.bar'),
      named('\\vec x', '\\vec{|}', 'formula.vector'),
      named('(\\cdots)', '\\left( | \\right)', 'formula.brackets'),
      named('\\begin{cases}a\\\\b\\end{cases}', '\\begin{cases} | & \\\\ & \\end{cases}', 'formula.cases'),
      named('\\begin{bmatrix}a&b\\\\c&d\\end{bmatrix}', '\\begin{bmatrix} | & \\\\ & \\end{bmatrix}', 'formula.matrix'),
      named('\\text{T}', '\\text{|}', 'formula.text'),
    ],
  },
  {
    name: 'formula.relations',
    snippets: letters(
      '\\le',
      '\\ge',
      '\\ne',
      '\\approx',
      '\\equiv',
      '\\in',
      '\\subset',
      '\\cup',
      '\\cap',
      '\\to',
      '\\Rightarrow',
      '\\Leftrightarrow',
      '\\infty',
      '\\partial',
      '\\nabla',
      '\\pm',
      '\\times',
      '\\div',
      '\\cdot',
      '\\forall',
      '\\exists',
    ),
  },
  {
    name: 'formula.greek',
    snippets: letters(
      '\\alpha',
      '\\beta',
      '\\gamma',
      '\\delta',
      '\\varepsilon',
      '\\zeta',
      '\\eta',
      '\\theta',
      '\\lambda',
      '\\mu',
      '\\nu',
      '\\xi',
      '\\pi',
      '\\rho',
      '\\sigma',
      '\\tau',
      '\\varphi',
      '\\chi',
      '\\psi',
      '\\omega',
      '\\Gamma',
      '\\Delta',
      '\\Theta',
      '\\Lambda',
      '\\Sigma',
      '\\Phi',
      '\\Psi',
      '\\Omega',
    ),
  },
]

/** A source with a snippet in the place of what is selected, and where the caret then stands. */
export function withSnippet(source: string, start: number, end: number, { tex }: Snippet): { readonly text: string; readonly caret: number } {
  const [before = '', after = ''] = tex.split('|')
  const selected = source.slice(start, end)
  return { text: before + selected + after, caret: start + before.length + selected.length }
}

/** Puts a snippet into the formula block that holds the caret. */
export function insertSnippet(editor: StudioEditor, snippet: Snippet): void {
  const { selection } = editor
  if (!selection) return
  const selected = Range.isCollapsed(selection) ? '' : Editor.string(editor, selection)
  const { text, caret } = withSnippet(selected, 0, selected.length, snippet)
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      if (selected !== '') editor.deleteFragment()
      editor.insertText(text)
      if (text.length > caret) Transforms.move(editor, { distance: text.length - caret, unit: 'offset', reverse: true })
    })
  })
}
