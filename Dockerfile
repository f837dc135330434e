# Builds the jar, a Java that has what it needs, and an image of both that runs as nobody in particular: docs/image.md.
# Any builder will do: nothing here needs BuildKit.

# A JDK 25 on Debian or Ubuntu.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
# What the service runs on: the C library, certificates and time zones. Neither a shell nor a package manager is needed.
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12

FROM ${JDK_IMAGE} AS build
# PostgreSQL: the service is started once below.
RUN apt-get update -q \
 && apt-get install -q -y --no-install-recommends postgresql \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# What is downloaded has a layer of its own, which stays while only the sources change.
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B -q dependency:go-offline
COPY src src
# The tests ran before (./mvnw verify); here there is neither a neighbour nor a browser for them.
RUN ./mvnw -B -q -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/chatter.jar extract --layers --destination layers
# All of Java SE, and of the JDK what is reached without being named: the container's limits, sockets, flight recordings.
RUN jlink --output /opt/jre --ignore-modified-runtime \
    --add-modules java.se,jdk.charsets,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs \
    --no-header-files --no-man-pages --compress zip-6
# Puts the layers together as they will lie in the image, and teaches the JVM by a start what there is to load.
WORKDIR /chatter
RUN cp -a /build/layers/*/. /build/src/main/docker/java.options . && /build/src/main/docker/train /opt/jre/bin/java java.options

FROM ${BASE_IMAGE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="chatter" \
      org.opencontainers.image.description="A self-hosted chat service." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/jre /opt/jre
WORKDIR /chatter
# From what changes seldom to what changes always.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY --from=build /chatter/java.options /chatter/chatter.aot ./
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
# An unprivileged port for the service, and one for metrics that is not meant for the world.
ENV PORT=8080 MANAGEMENT_PORT=8081
EXPOSE 8080 8081
ENTRYPOINT ["/opt/jre/bin/java", "-XX:AOTCache=chatter.aot", "@java.options", "-jar", "chatter.jar"]
