/** A picture as large as the window. */
import { Dialog as Radix } from 'radix-ui'
import { imageAddress } from '#preload/contract/images.ts'
import { lineText } from '#preload/document/lines.ts'
import { closesByEsc } from '#renderer/ui/closes-by-esc.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { writtenIn } from '#renderer/ui/written-in.ts'
import { useLentFocus } from '#renderer/ui/use-lent-focus.ts'
import type { Image } from './images.ts'

export function Lightbox({ block, close }: { readonly block: Image; readonly close: () => void }) {
  const { t } = useTexts()
  const focus = useLentFocus()
  const caption = lineText(block, (object) => (object.type === 'formula' ? object.tex : ''))
  return (
    <Radix.Root
      open
      onOpenChange={(next) => {
        if (!next) close()
      }}
    >
      <Radix.Portal>
        <Radix.Content className="lightbox" aria-describedby={undefined} {...closesByEsc(close)} {...focus}>
          <Radix.Title className="lightbox-caption" lang={writtenIn(caption)} data-empty={caption === '' ? '' : undefined}>
            {caption === '' ? t('image.unnamed') : caption}
          </Radix.Title>
          <Radix.Close className="lightbox-close" aria-label={t('ui.close')}>
            <img src={imageAddress(block.image)} alt={block.alt} />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
