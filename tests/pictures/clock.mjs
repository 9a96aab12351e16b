/**
 * A clock that is set back, for a process (`node --import`, with MOKE_SET_BACK_MS) or for a page. It runs on as clocks do.
 */
export function setBack(ms) {
  const Now = globalThis.Date
  globalThis.Date = class extends Now {
    constructor(...given) {
      if (given.length === 0) super(Now.now() - ms)
      else super(...given)
    }

    static now() {
      return Now.now() - ms
    }
  }
}

if (globalThis.process?.env.MOKE_SET_BACK_MS) setBack(Number(globalThis.process.env.MOKE_SET_BACK_MS))
