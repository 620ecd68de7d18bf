type LogoProps = { readonly name: string; readonly path: string | null }

/** A sender's logo; without one, the initial of the name in the brand's colour. */
export const Logo = ({ name, path }: LogoProps) =>
  path ? (
    <img class="logo" src={path} alt={name} width="48" height="48" />
  ) : (
    <span class="logo initial" aria-hidden="true">
      {[...name][0]}
    </span>
  )
