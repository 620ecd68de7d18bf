const paths = {
  clock: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 4.5V8l2.5 1.5',
  alert: 'M8 1.75 14.75 13.5H1.25zM8 6.25v3.25M8 11.4v.1',
  half: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 1.75v12.5M10 5.5h3M10 8h4M10 10.5h3',
  onItsWay: 'M2 5h10.5M9.5 2l3 3-3 3M14 11H3.5M6.5 8l-3 3 3 3',
  check: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M5.25 8.25l2 2 3.75-4.25',
  cancelled: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M3.75 3.75l8.5 8.5',
  info: 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 7.25v4M8 4.9V5',
  card: 'M1.75 3.5h12.5v9H1.75zM1.75 6.25h12.5M4 10h2.5',
  bank: 'M1.75 6 8 2.25 14.25 6zM3.5 6v5.5M6.5 6v5.5M9.5 6v5.5M12.5 6v5.5M1.75 13.5h12.5',
  lock: 'M3.75 7h8.5v6.75h-8.5zM5.5 7V4.75a2.5 2.5 0 0 1 5 0V7',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  download: 'M8 2v8M4.75 7 8 10.25 11.25 7M2.75 13.25h10.5',
} as const

export type IconName = keyof typeof paths

/** An icon next to text, and therefore hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
