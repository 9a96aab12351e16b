/**
 * The tree between lessons and everything they are exchanged with: mdast (https://github.com/syntax-tree/mdast) with
 * GFM and math, and the few things that it has no word for. What a node says beyond mdast stands in its `data`, so that
 * whoever does not know it reads a plain quotation, picture or table.
 */
import type { Literal, Parent, PhrasingContent } from 'mdast'
import type { Tone } from '#preload/document/schema.ts'
import type {} from 'mdast-util-math'

export interface Underline extends Parent {
  readonly type: 'underline'
  children: PhrasingContent[]
}

export interface Highlight extends Parent {
  readonly type: 'highlight'
  children: PhrasingContent[]
}

/** `==` as it was read: which of them are the two ends of a highlight is seen by the whole line. */
export interface HighlightSequence extends Literal {
  readonly type: 'highlightSequence'
  readonly canOpen: boolean
  readonly canClose: boolean
}

declare module 'mdast-util-math' {
  interface InlineMathData {
    /** Whether it was written between two signs each, as formulas are that stand by themselves. */
    isDisplay?: boolean
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    underline: Underline
    highlight: Highlight
    highlightSequence: HighlightSequence
  }
  interface RootContentMap {
    underline: Underline
    highlight: Highlight
    highlightSequence: HighlightSequence
  }
  interface BlockquoteData {
    /** What a callout is about. */
    tone?: Tone
    /** A callout as it was read: one of the five, or what other programs have. */
    callout?: { readonly name: string; readonly title: string }
  }
  interface ImageData {
    /** Percent of the text's measure. */
    width?: number
    /** A width in pixels, as Obsidian writes it. */
    pixels?: string
  }
  interface TableData {
    /** False: its first row is one like the others. */
    hasHeader?: boolean
    /** How many rows are its head; one where nothing is said. */
    headRows?: number
  }
  interface TableCellData {
    colspan?: number
    rowspan?: number
  }
}
