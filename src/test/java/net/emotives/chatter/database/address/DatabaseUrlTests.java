package net.emotives.chatter.database.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

import java.util.Properties;

/** Which addresses are read, and how. The driver itself reads the result. */
class DatabaseUrlTests {

    private static final String DEFAULTS =
            "ApplicationName=chatter&connectTimeout=5&socketTimeout=25&tcpKeepAlive=true";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            textBlock =
                    """
                    postgres://u:p@h:5433/d                        | h    | 5433 | d    | u    | p
                    postgresql://u:p@h:5433/d                      | h    | 5433 | d    | u    | p
                    jdbc:postgresql://h:5433/d?user=u&password=p   | h    | 5433 | d    | u    | p
                    postgres://u:p@h/d                             | h    | 5432 | d    | u    | p
                    postgres://u:p@h:/d                            | h    | 5432 | d    | u    | p
                    postgres://u@h/d                               | h    | 5432 | d    | u    | ''
                    postgres://u:@h/d                              | h    | 5432 | d    | u    | ''
                    postgres://u:p@/d                              | localhost | 5432 | d | u  | p
                    postgres:///d?user=u&password=p                | localhost | 5432 | d | u  | p
                    postgres://u%40x:p%3A%2F%3F%23%25%20+@h/a%2Fb%20c | h | 5432 | a/b c | u@x | p:/?#% +
                    postgres://%C3%BC:%F0%9F%98%80@h/d%C3%BC       | h    | 5432 | dü   | ü    | 😀
                    postgres://u:p@ss@h/d                          | h    | 5432 | d    | u    | p@ss
                    postgres://u:p:q#r@h/d                         | h    | 5432 | d    | u    | p:q#r
                    jdbc:postgresql://h/d+e?user=u%2Bv&password=p+q | h   | 5432 | d e  | u+v  | p q
                    postgres://u:p@[::1]:5433/d                    | [::1] | 5433 | d   | u    | p
                    postgres://u:p@[2001:db8::1]/d                 | [2001:db8::1] | 5432 | d | u | p
                    postgres://u:p@db-1.example_net.org:65535/d    | db-1.example_net.org | 65535 | d | u | p
                    postgres://u:p@h1:5432,h2:5433/d               | h1,h2 | 5432,5433 | d | u | p
                    postgres://u:p@h1,[::1],h3:1/d                 | h1,[::1],h3 | 5432,5432,1 | d | u | p
                    """)
    void readsAnAddress(
            String text, String hosts, String ports, String name, String user, String password) {
        var url = parse(text);
        var read = driverReads(url);
        assertThat(read.getProperty("PGHOST")).isEqualTo(hosts);
        assertThat(read.getProperty("PGPORT")).isEqualTo(ports);
        assertThat(read.getProperty("PGDBNAME")).isEqualTo(name);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(url.jdbcUrl()).doesNotContain("user", "password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sslmode=verify-full           | sslmode          | verify-full
                    sslrootcert=/etc/a%20b+c.pem  | sslrootcert      | /etc/a b+c.pem
                    application_name=my%20chat    | ApplicationName  | my chat
                    connect_timeout=9             | connectTimeout   | 9
                    socketTimeout=7               | socketTimeout    | 7
                    tcpKeepAlive=false            | tcpKeepAlive     | false
                    keepalives=0                  | tcpKeepAlive     | false
                    channel_binding=require       | channelBinding   | require
                    sslnegotiation=direct         | sslNegotiation   | direct
                    gssencmode=disable            | gssEncMode       | disable
                    require_auth=scram-sha-256    | requireAuth      | scram-sha-256
                    target_session_attrs=read-write | targetServerType | primary
                    target_session_attrs=any      | targetServerType | any
                    currentSchema=a               | currentSchema    | a
                    options=-c%20search_path%3Da%2Cb | options       | -c search_path=a,b
                    """)
    void keepsParametersByTheNamesOfTheDriver(String given, String name, String value) {
        var url = parse("postgres://u:p@h/d?" + given + "&sslcert=x");
        assertThat(driverReads(url).getProperty(name)).isEqualTo(value);
        assertThat(driverReads(url).getProperty("sslcert")).isEqualTo("x");
    }

    @Test
    void keepsParametersOfJdbcAsTheyAre() {
        var url = parse("jdbc:postgresql://h/d?user=u&ApplicationName=a+b&connectTimeout=1");
        assertThat(url.jdbcUrl())
                .isEqualTo(
                        "jdbc:postgresql://h:5432/d?ApplicationName=a+b&connectTimeout=1"
                                + "&socketTimeout=25&tcpKeepAlive=true");
    }

    @Test
    void addsTimeOutsAndAName() {
        assertThat(parse("postgres://u:p@h/d").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h:5432/d?" + DEFAULTS);
    }

    @Test
    void asksForThePrimaryOfSeveralHosts() {
        assertThat(parse("postgres://u:p@h1,h2/d").jdbcUrl())
                .contains("connectTimeout=1&")
                .endsWith("&targetServerType=primary");
        assertThat(parse("postgres://u:p@h1,h2/d?targetServerType=any").jdbcUrl())
                .contains("targetServerType=any")
                .doesNotContain("primary");
    }

    @Test
    void preparesNothingOnTheServerBehindAPooler() {
        assertThat(parse("postgres://u:p@h/d").pooled().jdbcUrl())
                .isEqualTo("jdbc:postgresql://h:5432/d?" + DEFAULTS + "&prepareThreshold=0");
        assertThat(parse("postgres://u:p@h/d?prepareThreshold=3").pooled().jdbcUrl())
                .contains("prepareThreshold=3")
                .doesNotContain("prepareThreshold=0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mysql://u:s3cret@h/d                 | begins with none of postgres://, postgresql:// and jdbc:postgresql://
                    u:s3cret@h/d                         | begins with none of
                    postgres:u:s3cret@h/d                | begins with none of
                    jdbc:postgresql:d                    | begins with none of
                    postgres://:s3cret@h/d               | names no user
                    jdbc:postgresql://h/d?password=s3cret | names no user
                    postgres://u:s3cret@h                | names no database
                    postgres://u:s3cret@h/?sslmode=require | names no database
                    postgres://u:s3cret@h:0/d            | has a port that is not from 1 to 65535
                    postgres://u:s3cret@h:65536/d        | has a port that is not from 1 to 65535
                    postgres://u:s3cret@h:5432x/d        | has no readable host and port
                    postgres://u:s3cret@a b/d            | has no readable host and port
                    postgres://u:s3cret@::1/d            | has no readable host and port
                    postgres://u:s3cret@[::1/d           | has no readable host and port
                    postgres://u:s3/cret@h/d             | has no readable host and port
                    postgres://u:s3?cret@h/d             | has no readable host and port
                    postgres://u:s3cret%@h/d             | has a % that no two hexadecimal digits follow
                    postgres://u:s3cret%4@h/d            | has a % that no two hexadecimal digits follow
                    postgres://u:s3cret%zz@h/d           | has a % that no two hexadecimal digits follow
                    postgres://u:s3cret%4z@h/d           | has a % that no two hexadecimal digits follow
                    postgres://u:s3cret%00@h/d           | has a %00
                    postgres://u:s3cret%FF@h/d           | is not UTF-8
                    postgres://u:s3cret@%2Fvar%2Frun/d   | names a Unix socket
                    postgres://u:s3cret@/d?host=other    | has host among its parameters
                    postgres://u:s3cret@/d?port=1        | has port among its parameters
                    postgres://u:s3cret@h/d?dbname=e     | has dbname among its parameters
                    jdbc:postgresql://u:s3cret@h/d       | has a user before the host
                    """)
    void saysWhatIsWrongAndKeepsThePasswordToItself(String text, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(text))
                .withMessageStartingWith("chatter.database.url (DATABASE_URL) " + said)
                .withMessageNotContaining("s3")
                .withMessageNotContaining("cret")
                .withNoCause();
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(parse("postgres://user:s3cret@h/d").toString()).doesNotContain("s3cret");
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(DatabaseUrl.DIRECT_KEY, "postgres://h/d"))
                .withMessage("chatter.database.direct-url (DATABASE_DIRECT_URL) names no user");
    }

    private static DatabaseUrl parse(String text) {
        return DatabaseUrl.parse(DatabaseUrl.KEY, text);
    }

    private static Properties driverReads(DatabaseUrl url) {
        var properties = Driver.parseURL(url.jdbcUrl(), new Properties());
        assertThat(properties).isNotNull();
        return properties == null ? new Properties() : properties;
    }
}
