<#-- One library a line: coordinates, licences, home page, separated by tabs. -->
library	licence	home page
<#list dependencyMap as e>
<#assign p = e.getKey()/>
<#assign licences = e.getValue()/>
${p.groupId}:${p.artifactId}:${p.version}	<#list licences as l>${l}<#if l_has_next>; </#if></#list>	${(p.url)!""}
</#list>
