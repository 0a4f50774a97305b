/** The query parameters `readFilters` reads. Apart from it, because every page's route table has them. */
export const FILTER_PARAMETERS = [
  'q',
  'when',
  'from',
  'to',
  'city',
  'category',
  'price',
  'online',
  'organizer',
] as const
