import { Refusal } from '../errors.ts'

/** Work of a job about what may be deleted before it runs, as test orders are: then there is nothing left to do. */
export async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'not_found') throw error
  }
}
