{{/* The name of everything of a release: the release's, with the chart's unless it says so already. */}}
{{- define "chatter.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What a release's pods are found by; never changes while it lives. */}}
{{- define "chatter.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "chatter.labels" -}}
{{ include "chatter.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "chatter.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "chatter.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}
