/** The browser's storage, as far as the studio uses it; its keys are its properties, as the browser has it. `hasRoom`: whether a value still fits. */
export function storage(hasRoom: (value: string) => boolean = () => true): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key]
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (!hasRoom(value)) throw new DOMException('full', 'QuotaExceededError')
      this[key] = value
    },
  }
  return Object.create(methods) as Storage // what the code under test uses of it
}
