import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogActions } from './dialog.tsx'
import { useTexts } from './i18n.tsx'

/** A question whose answer can't be undone. */
export interface Question {
  readonly title: string
  readonly body: string
  /** The words of the button that does it. */
  readonly action: string
  readonly danger?: boolean
}

type Ask = (question: Question) => Promise<boolean>

const ConfirmContext = createContext<Ask>(() => Promise.resolve(false))

/** Asks the author questions on behalf of everything inside it. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const { t } = useTexts()
  const [asked, setAsked] = useState<(Question & { answer: (yes: boolean) => void }) | null>(null)
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((resolve) => {
        setAsked({ ...question, answer: resolve })
      }),
    [],
  )
  const answer = (yes: boolean) => {
    asked?.answer(yes)
    setAsked(null)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      <Dialog open={asked !== null} onClose={() => answer(false)} title={asked?.title ?? ''} description={asked?.body} size="small">
        <DialogActions>
          <Button onClick={() => answer(false)} data-autofocus>
            {t('ui.cancel')}
          </Button>
          <Button kind={asked?.danger ? 'danger' : 'go'} onClick={() => answer(true)}>
            {asked?.action}
          </Button>
        </DialogActions>
      </Dialog>
    </ConfirmContext>
  )
}

/** Asks a question and answers whether the author said yes. */
export function useConfirm(): Ask {
  return use(ConfirmContext)
}
