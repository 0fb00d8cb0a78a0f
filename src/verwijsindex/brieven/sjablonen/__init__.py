"""How a letter looks: on a screen (``brief.css``) and on paper (``brief.typ``)."""
