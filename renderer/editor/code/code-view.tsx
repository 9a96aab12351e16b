/** How a box of code looks: its text in colours, and beside it its language and a button that copies it. */
import { Check, ChevronDown, Copy } from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { type RenderElementProps, useReadOnly, useSlateStatic } from 'slate-react'
import { blockText } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { languageCalled } from '#preload/document/code-languages.ts'
import { askedLanguage } from './language-picker.tsx'
import { useCodeColours } from './use-code-colours.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'
import './code.css'

interface CodeViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Extract<Block, { type: 'code' }>
  readonly children: ReactNode
}

export function CodeView({ attributes, block, children }: CodeViewProps) {
  const code = useRef<HTMLElement>(null)
  useCodeColours(code, blockText(block), block.language)
  return (
    <pre {...attributes} className="block" spellCheck={false}>
      <code ref={code}>{children}</code>
      <Tools block={block} />
    </pre>
  )
}

function Tools({ block }: Pick<CodeViewProps, 'block'>) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const name = block.language ? (languageCalled(block.language)?.name ?? block.language) : t('code.no-language')
  return (
    <Radix.Root
      className="code-tools"
      aria-label={t('code.tools')}
      contentEditable={false}
      data-block-tools=""
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        backToText(editor)
      }}
    >
      <Radix.Button asChild>
        {/* Its name is drawn, not written: the text of the page has nothing but text in it. */}
        <button
          type="button"
          className="code-language"
          tabIndex={-1}
          data-name={name}
          aria-label={t('code.language-now', { name })}
          disabled={isReadOnly}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => askedLanguage(editor).set(block.id)}
        >
          <ChevronDown aria-hidden="true" />
        </button>
      </Radix.Button>
      <CopyButton block={block} />
    </Radix.Root>
  )
}

const copiedMs = 2000

function CopyButton({ block }: Pick<CodeViewProps, 'block'>) {
  const { t } = useTexts()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(blockText(block))
    setCopied(true)
    setTimeout(() => setCopied(false), copiedMs)
  }
  return (
    <Radix.Button asChild>
      <IconButton label={t(isCopied ? 'ui.copied' : 'code.copy')} tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={() => void copy()}>
        {isCopied ? <Check /> : <Copy />}
      </IconButton>
    </Radix.Button>
  )
}
