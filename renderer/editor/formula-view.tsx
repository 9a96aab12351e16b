/** How formulas look, within a line and as blocks. */
import type { ReactNode } from 'react'
import type { RenderElementProps } from 'slate-react'
import type { Block, Formula } from '#preload/document/schema.ts'

export interface FormulaViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly formula: Formula
  readonly children: ReactNode
}

export function FormulaView({ attributes, formula, children }: FormulaViewProps) {
  return (
    <span {...attributes} className="formula">
      <span contentEditable={false}>{formula.tex}</span>
      {children}
    </span>
  )
}

export interface FormulaBlockViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Extract<Block, { type: 'formula-block' }>
  readonly children: ReactNode
}

export function FormulaBlockView({ attributes, children }: FormulaBlockViewProps) {
  return (
    <div {...attributes} className="block formula-block" spellCheck={false}>
      <code>{children}</code>
    </div>
  )
}
