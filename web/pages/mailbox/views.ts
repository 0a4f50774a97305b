/** The ways to look at a mail. */
export const views = ['html', 'text', 'headers'] as const

/** One way to look at a mail. */
export type View = (typeof views)[number]

/** Whether a text of the address names a view. */
export const isView = (text: string | null): text is View => views.some((view) => view === text)
