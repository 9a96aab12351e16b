/** All that floats over the text while it is written. */
import type { RefObject } from 'react'
import { FloatBar } from './float-bar.tsx'
import { LanguagePicker } from '#renderer/editor/code/language-picker.tsx'
import { LinkCard } from '#renderer/editor/link/link-card.tsx'
import { LinkPopover } from '#renderer/editor/link/link-popover.tsx'
import { useLinkTargets } from '#renderer/editor/link/link-view.tsx'
import { SlashMenu } from './slash-menu.tsx'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

interface TextToolsProps {
  readonly editor: StudioEditor
  /** The element that they are placed in. */
  readonly frame: RefObject<HTMLElement | null>
  readonly editable: boolean
  readonly isComposing: () => boolean
}

export function TextTools({ editor, frame, editable, isComposing }: TextToolsProps) {
  const targets = useLinkTargets()
  return (
    <>
      {editable && <SlashMenu editor={editor} frame={frame} />}
      {editable && <FloatBar editor={editor} frame={frame} isComposing={isComposing} />}
      {editable && <LanguagePicker editor={editor} frame={frame} />}
      {editable && <LinkPopover editor={editor} frame={frame} targets={targets} />}
      <LinkCard editor={editor} frame={frame} editable={editable} isComposing={isComposing} />
    </>
  )
}
