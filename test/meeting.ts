/** A place where so many come together: each waits there until all have come. */
export function meeting(people: number): () => Promise<void> {
  let missing = people
  let go = () => {}
  const all = new Promise<void>((resolve) => {
    go = resolve
  })
  return () => {
    missing -= 1
    if (missing === 0) go()
    return all
  }
}
