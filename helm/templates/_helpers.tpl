{{/* The name of everything of a release: the release's, with the chart's unless it says so already. */}}
{{- define "chatter.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What a release's pods are found by; never changes while it lives. */}}
{{- define "chatter.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "chatter.labels" -}}
{{ include "chatter.selector" . }}
{{ include "chatter.about" . }}
{{- end -}}

{{/* Labels that nothing is found by. */}}
{{- define "chatter.about" -}}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* What the pod of `helm test` is found by: not as one of the service's. */}}
{{- define "chatter.testSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "chatter.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "chatter.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{/* Nobody in particular, who may do nothing. */}}
{{- define "chatter.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "chatter.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Nothing of one thing can be made without the other; said where Helm says what is wrong. */}}
{{- define "chatter.check" -}}
{{- if and .Values.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metricsFrom) -}}
{{- fail "/networkPolicy/metricsFrom: must name Prometheus where serviceMonitor is enabled, or nothing can be read" -}}
{{- end -}}
{{- if and (eq (.Values.env.CHATTER_BUS | default "postgres") "local") (or .Values.autoscaling.enabled (gt (int .Values.replicas) 1)) -}}
{{- fail "/env/CHATTER_BUS: local is for one pod alone; set replicas to 1, or another bus" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail "/autoscaling/minReplicas: must not be more than maxReplicas" -}}
{{- end -}}
{{- end -}}
