type LogoProps = {
  readonly name: string
  readonly path: string | null
  /** Empty where the name stands beside it in the same button or heading. */
  readonly alt?: string
}

/** A sender's logo; without one, the initial of the name in the brand's colour. */
export const Logo = ({ name, path, alt = name }: LogoProps) =>
  path ? (
    <img class="logo" src={path} alt={alt} width="48" height="48" />
  ) : (
    <span class="logo initial" aria-hidden="true">
      {[...name][0]}
    </span>
  )
