package org.prompt2model.kernel.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ConservativeAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.prompt2model.corpus.Prompt2ModelException;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** What this machine's {@code settings.xml} says: mirrors, proxies, passwords, repositories, the local repository. */
final class LocalSettings {
    /** Names the local repository, as for Maven itself. */
    static final String LOCAL_REPOSITORY = "maven.repo.local";

    private final Settings settings;
    private final List<Server> servers;
    private final List<Proxy> proxies;

    private LocalSettings(Settings settings, SettingsDecryptionResult decrypted) {
        this.settings = settings;
        this.servers = decrypted.getServers();
        this.proxies = decrypted.getProxies();
    }

    /** Reads the user's settings in {@code ~/.m2}, and those of the Maven that MAVEN_HOME names. */
    static LocalSettings read() {
        Path user = home().resolve("settings.xml");
        try {
            DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
            request.setUserSettingsFile(user.toFile());
            globalSettings().ifPresent(request::setGlobalSettingsFile);
            request.setSystemProperties(System.getProperties());
            Settings settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
            return new LocalSettings(settings, decrypted(settings));
        } catch (SettingsBuildingException | PlexusCipherException e) {
            throw new Prompt2ModelException(
                    "Maven's settings cannot be read", e.getMessage(), "mend " + user + ", or move it away", e);
        }
    }

    /** Passwords in the settings may be encrypted with the master password in {@code settings-security.xml}. */
    private static SettingsDecryptionResult decrypted(Settings settings) throws PlexusCipherException {
        DefaultSecDispatcher dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
        dispatcher.setConfigurationFile(home().resolve("settings-security.xml").toString());
        return new DefaultSettingsDecrypter(dispatcher).decrypt(new DefaultSettingsDecryptionRequest(settings));
    }

    /** Hands to a session what it needs to reach repositories. */
    void configure(SessionBuilder session) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        DefaultProxySelector selector = new DefaultProxySelector();
        for (Proxy proxy : proxies) {
            if (proxy.isActive()) {
                selector.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                authentication(proxy.getUsername(), proxy.getPassword())),
                        proxy.getNonProxyHosts());
            }
        }
        DefaultAuthenticationSelector passwords = new DefaultAuthenticationSelector();
        for (Server server : servers) {
            passwords.add(server.getId(), authentication(server.getUsername(), server.getPassword()));
        }
        session.setMirrorSelector(mirrors)
                .setProxySelector(selector)
                .setAuthenticationSelector(new ConservativeAuthenticationSelector(passwords))
                .setOffline(settings.isOffline())
                .withLocalRepositoryBaseDirectories(localRepository());
    }

    /** Repositories of the profiles that the settings name as active. */
    List<RemoteRepository> repositories() {
        List<RemoteRepository> found = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            boolean active = settings.getActiveProfiles().contains(profile.getId())
                    || (profile.getActivation() != null
                            && profile.getActivation().isActiveByDefault());
            if (active) {
                for (Repository repository : profile.getRepositories()) {
                    found.add(new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build());
                }
            }
        }
        return found;
    }

    private Path localRepository() {
        String named = System.getProperty(LOCAL_REPOSITORY);
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath();
        }
        String configured = settings.getLocalRepository();
        return configured == null || configured.isBlank() ? home().resolve("repository") : Path.of(configured);
    }

    private static Authentication authentication(String user, String password) {
        return user == null
                ? null
                : new AuthenticationBuilder()
                        .addUsername(user)
                        .addPassword(password)
                        .build();
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"), ".m2");
    }

    private static Optional<File> globalSettings() {
        return Optional.ofNullable(System.getenv("MAVEN_HOME"))
                .map(home -> Path.of(home, "conf", "settings.xml"))
                .filter(Files::isRegularFile)
                .map(Path::toFile);
    }
}
