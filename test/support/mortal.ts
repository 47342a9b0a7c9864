/** How many calls to the world outside a process still makes before it is killed. */
export interface Life {
  calls: number
}

/** A part of the world that a process reaches until it is killed: right after a call was done, before it hears of it. */
export function mortal<T extends object>(part: T, life: Life): T {
  return new Proxy(part, {
    get(target, key) {
      const value = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]) => {
        if (life.calls <= 0) throw new Error('killed')
        const result = await value.apply(target, args)
        life.calls -= 1
        if (life.calls <= 0) throw new Error('killed')
        return result
      }
    },
  })
}
