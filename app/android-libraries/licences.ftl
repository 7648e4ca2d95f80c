<#-- What the app reads: a name at the start of a line, its licence indented below. -->
<#list dependencyMap as each>
${each.getKey().groupId}:${each.getKey().artifactId}
<#list each.getValue() as licence>
    ${licence}
</#list>
</#list>
