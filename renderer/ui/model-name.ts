/** What a model is called in the interface: the one that ships in its language, any other as its file says. */
import type { Translate } from './translate.ts'

export function modelName(t: Translate, model: { readonly id: string; readonly name: string }): string {
  return model.id === 'starter' ? t('model.starter') : model.name
}
