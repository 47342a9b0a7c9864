import { useCallback, useEffect, useState } from 'preact/hooks'

const lookEveryMs = 2_000

/** What the demo answers under this path, kept up to date, and a way to look at once; undefined before the first answer. */
export function usePolled<Answer>(path: string): readonly [Answer | undefined, () => Promise<void>] {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined)
  const look = useCallback(
    () =>
      fetch(path)
        .then((response) => (response.ok ? response.json() : undefined))
        .then((found: Answer | undefined) => {
          if (found !== undefined) setAnswer(found)
        })
        .catch(() => undefined),
    [path],
  )
  useEffect(() => {
    void look()
    const timer = setInterval(look, lookEveryMs)
    return () => clearInterval(timer)
  }, [look])
  return [answer, look]
}
