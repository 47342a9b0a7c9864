/** Whole numbers from 1 to 2,147,483,646, the same ones for the same seed (Park and Miller's generator). */
export function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}
