# Builds the jar, and an image of it that runs as nobody in particular. Any builder will do: nothing here needs BuildKit.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /build
# The Maven wrapper's checksum is that of the zip, which it takes only where there is an unzip.
RUN apt-get update -q && apt-get install -q -y --no-install-recommends unzip && rm -rf /var/lib/apt/lists/*
# What is downloaded has a layer of its own, which stays while only the sources change.
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B -q dependency:go-offline
COPY src src
# The tests ran before (./mvnw verify); here there is neither a database nor a browser for them.
RUN ./mvnw -B -q -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/chatter.jar extract --layers --destination layers

FROM ${JRE_IMAGE}
WORKDIR /chatter
# From what changes seldom to what changes always.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
# An unprivileged port for the service, and one for metrics that is not meant for the world.
ENV PORT=8080 MANAGEMENT_PORT=8081
EXPOSE 8080 8081
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "chatter.jar"]
