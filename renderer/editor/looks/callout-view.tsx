/** How a callout looks: several in a row of one tone are one box, whose head names the tone and changes it. */
import type { ReactNode } from 'react'
import { ReactEditor, type RenderElementProps, useReadOnly, useSlateStatic } from 'slate-react'
import type { Block, Tone } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { toneIcons } from '#renderer/editor/tools/command-icons.tsx'
import { setTone } from '#renderer/editor/document/commands.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'

type Callout = Extract<Block, { type: 'callout' }>

interface CalloutViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly callout: Callout
  readonly isFirst: boolean
  readonly children: ReactNode
}

export function CalloutView({ attributes, callout, isFirst, children }: CalloutViewProps) {
  const { t } = useTexts()
  return (
    <div
      {...attributes}
      className="block callout"
      data-tone={callout.tone}
      data-first={isFirst || undefined}
      role="note"
      aria-label={t(`tone.${callout.tone}`)}
    >
      {isFirst && <Head callout={callout} />}
      {children}
    </div>
  )
}

const tones = ['note', 'tip', 'important', 'warning', 'caution'] as const satisfies readonly Tone[]

function Head({ callout }: { readonly callout: Callout }) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const name = t(`tone.${callout.tone}`)
  const choose = (tone: Tone) => {
    const [index = 0] = ReactEditor.findPath(editor, callout)
    backToText(editor)
    setTone(editor, index, tone)
  }
  return (
    <div className="callout-head" contentEditable={false} data-block-tools="">
      <Menu
        align="start"
        trigger={
          // Its name is drawn, not written: the text of the page has nothing but text in it.
          <button
            type="button"
            className="callout-tone"
            tabIndex={-1}
            data-name={name}
            aria-label={t('editor.change-tone', { tone: name })}
            disabled={isReadOnly}
          >
            {toneIcons[callout.tone]}
          </button>
        }
        items={tones.map((tone) => ({ label: t(`tone.${tone}`), icon: toneIcons[tone], checked: tone === callout.tone, run: () => choose(tone) }))}
      />
    </div>
  )
}
