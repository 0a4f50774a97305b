/** How an event stands with its tickets, in the words that lists use. */
export type Availability = 'available' | 'few' | 'sold_out' | 'off_sale'

/** From so many left on, the number is told. */
export const fewLeft = 10

/** What is decided on: whether anything is in its sale window now, and how many places are left in all of it; null is without limit. */
export interface Supply {
  open: boolean
  left: number | null
}

/** The availability of an event, or of one ticket type, and the number left when it is worth telling. */
export function availabilityOf({ open, left }: Supply): { availability: Availability; left: number | null } {
  if (!open) return { availability: 'off_sale', left: null }
  if (left === null || left > fewLeft) return { availability: 'available', left: null }
  return left > 0 ? { availability: 'few', left } : { availability: 'sold_out', left: 0 }
}
