/** Does something at a desk that is opened for it, and closes it again, whatever came of it. */
export async function withDesk<D extends { close(): Promise<void> }, T>(
  opening: Promise<D>,
  act: (desk: D) => Promise<T>,
): Promise<T> {
  const desk = await opening
  try {
    return await act(desk)
  } finally {
    await desk.close()
  }
}
