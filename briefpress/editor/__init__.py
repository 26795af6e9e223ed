"""Project -> JSON Schemas of its YAML files, for editors that complete, explain and check while one types.

`schemas` makes them of what the readers know, and one file of the ids that the project has. `modelines` puts
into each YAML file the line by which an editor finds its schema. `outcome` writes either.
`starters` makes briefs to start from.
"""
