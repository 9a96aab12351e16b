import { useState } from 'react'
import { useSlateStatic } from 'slate-react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Image, setAlt } from './images.ts'

/** Where an author says what a picture shows, for those who can't see it. */
export function ImageDescription({ block, close }: { readonly block: Image; readonly close: () => void }) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const [alt, setOwnAlt] = useState(block.alt)
  const keep = () => {
    setAlt(editor, block.id, alt.trim())
    close()
  }
  return (
    // Its mouse and keys are none of the text's.
    <div onMouseDown={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
      <Dialog open onClose={close} title={t('image.describe')} description={t('image.describe-why')} size="small">
        <textarea
          className="image-alt"
          data-autofocus
          aria-label={t('image.describe')}
          value={alt}
          maxLength={2000}
          rows={3}
          onChange={(event) => setOwnAlt(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            keep()
          }}
        />
        <DialogActions>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button kind="go" onClick={keep}>
            {t('image.keep')}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}
