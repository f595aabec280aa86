"""Tables with their sources, and no logic beyond looking a name up."""
